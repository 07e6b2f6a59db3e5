// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Eip712} from "./Eip712.sol";
import {Signatures} from "./Signatures.sol";

/// ERC-8004's identity registry on the dev chain, with the functions and events of the real one.
contract TestIdentityRegistry is Eip712 {
    struct MetadataEntry {
        string metadataKey;
        bytes metadataValue;
    }

    event Registered(uint256 indexed agentId, string agentURI, address indexed owner);
    event URIUpdated(uint256 indexed agentId, string newURI, address indexed updatedBy);
    event MetadataSet(
        uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue
    );
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
    event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId);
    event ApprovalForAll(address indexed owner, address indexed operator, bool approved);

    string public constant name = "AgentIdentity";
    string public constant symbol = "AGENT";

    string private constant WALLET_KEY = "agentWallet";
    uint256 private constant LONGEST_DEADLINE = 5 minutes;
    bytes32 private constant AGENT_WALLET_SET_TYPEHASH =
        keccak256("AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)");

    uint256 private nextId;
    mapping(uint256 => address) private owners;
    mapping(uint256 => string) private uris;
    mapping(uint256 => mapping(string => bytes)) private metadata;
    mapping(address => uint256) public balanceOf;
    mapping(uint256 => address) private approvals;
    mapping(address => mapping(address => bool)) public isApprovedForAll;

    function register() external returns (uint256 agentId) {
        return registerAs("", new MetadataEntry[](0));
    }

    function register(string calldata agentURI) external returns (uint256 agentId) {
        return registerAs(agentURI, new MetadataEntry[](0));
    }

    function register(string calldata agentURI, MetadataEntry[] calldata entries) external returns (uint256 agentId) {
        return registerAs(agentURI, entries);
    }

    function setAgentURI(uint256 agentId, string calldata newURI) external {
        requireControl(agentId);
        uris[agentId] = newURI;
        emit URIUpdated(agentId, newURI, msg.sender);
    }

    function tokenURI(uint256 agentId) external view returns (string memory) {
        ownerOf(agentId);
        return uris[agentId];
    }

    function getMetadata(uint256 agentId, string calldata key) external view returns (bytes memory) {
        return metadata[agentId][key];
    }

    function setMetadata(uint256 agentId, string calldata key, bytes calldata value) external {
        requireControl(agentId);
        require(keccak256(bytes(key)) != keccak256(bytes(WALLET_KEY)), "metadata: agentWallet is reserved");
        write(agentId, key, value);
    }

    function getAgentWallet(uint256 agentId) external view returns (address) {
        bytes memory wallet = metadata[agentId][WALLET_KEY];
        return wallet.length == 20 ? address(bytes20(wallet)) : address(0);
    }

    /// The new wallet signs, so that nobody can name a wallet that isn't theirs.
    function setAgentWallet(uint256 agentId, address newWallet, uint256 deadline, bytes calldata signature) external {
        requireControl(agentId);
        require(block.timestamp <= deadline, "wallet: the deadline has passed");
        require(deadline <= block.timestamp + LONGEST_DEADLINE, "wallet: the deadline is too far away");
        bytes32 digest = typedDataHash(
            keccak256(abi.encode(AGENT_WALLET_SET_TYPEHASH, agentId, newWallet, ownerOf(agentId), deadline))
        );
        require(Signatures.areOf(newWallet, digest, signature), "wallet: not signed by the new wallet");
        write(agentId, WALLET_KEY, abi.encodePacked(newWallet));
    }

    function unsetAgentWallet(uint256 agentId) external {
        requireControl(agentId);
        write(agentId, WALLET_KEY, "");
    }

    function ownerOf(uint256 agentId) public view returns (address owner) {
        owner = owners[agentId];
        require(owner != address(0), "agent: there is none with this id");
    }

    function approve(address to, uint256 agentId) external {
        address owner = ownerOf(agentId);
        require(msg.sender == owner || isApprovedForAll[owner][msg.sender], "approve: not the owner");
        approvals[agentId] = to;
        emit Approval(owner, to, agentId);
    }

    function getApproved(uint256 agentId) external view returns (address) {
        ownerOf(agentId);
        return approvals[agentId];
    }

    function setApprovalForAll(address operator, bool approved) external {
        isApprovedForAll[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /// A new owner starts without a wallet: the old one's would still be paid.
    function transferFrom(address from, address to, uint256 agentId) external {
        requireControl(agentId);
        require(ownerOf(agentId) == from && to != address(0), "transfer: wrong owner or receiver");
        delete approvals[agentId];
        write(agentId, WALLET_KEY, "");
        balanceOf[from]--;
        balanceOf[to]++;
        owners[agentId] = to;
        emit Transfer(from, to, agentId);
    }

    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x80ac58cd || id == 0x5b5e139f;
    }

    function domainName() internal pure override returns (string memory) {
        return "ERC8004IdentityRegistry";
    }

    function domainVersion() internal pure override returns (string memory) {
        return "1";
    }

    function registerAs(string memory agentURI, MetadataEntry[] memory entries) private returns (uint256 agentId) {
        agentId = nextId++;
        owners[agentId] = msg.sender;
        balanceOf[msg.sender]++;
        uris[agentId] = agentURI;
        emit Transfer(address(0), msg.sender, agentId);
        emit Registered(agentId, agentURI, msg.sender);
        write(agentId, WALLET_KEY, abi.encodePacked(msg.sender));
        for (uint256 index = 0; index < entries.length; index++) {
            require(
                keccak256(bytes(entries[index].metadataKey)) != keccak256(bytes(WALLET_KEY)),
                "metadata: agentWallet is reserved"
            );
            write(agentId, entries[index].metadataKey, entries[index].metadataValue);
        }
    }

    function write(uint256 agentId, string memory key, bytes memory value) private {
        metadata[agentId][key] = value;
        emit MetadataSet(agentId, key, key, value);
    }

    function requireControl(uint256 agentId) private view {
        address owner = ownerOf(agentId);
        require(
            msg.sender == owner || isApprovedForAll[owner][msg.sender] || approvals[agentId] == msg.sender,
            "agent: neither its owner nor allowed by it"
        );
    }
}
