// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Signatures} from "./Signatures.sol";

/// The smallest smart-contract wallet: one key owns it and signs for it (EIP-1271).
contract TestWallet {
    address public immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    receive() external payable {}

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        return Signatures.areOfKey(owner, digest, signature) ? Signatures.ERC1271_MAGIC : bytes4(0xffffffff);
    }

    function execute(address to, uint256 value, bytes calldata data) external returns (bytes memory) {
        require(msg.sender == owner, "wallet: not the owner");
        (bool success, bytes memory answer) = to.call{value: value}(data);
        require(success, "wallet: the call failed");
        return answer;
    }
}
