// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A wallet that accepts its owner's signature with one byte in front of it, so that nobody mistakes it for an
/// ordinary one (EIP-1271).
contract SmartWallet {
    address private immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        if (signature.length != 66 || signature[0] != 0x01) return 0xffffffff;
        (bytes32 r, bytes32 s) = abi.decode(signature[1:65], (bytes32, bytes32));
        return ecrecover(digest, uint8(signature[65]), r, s) == owner ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// Makes wallets at addresses that are known before (ERC-6492).
contract SmartWalletFactory {
    function create(address owner) external returns (address) {
        return address(new SmartWallet{salt: 0}(owner));
    }

    function addressOf(address owner) external view returns (address) {
        bytes32 code = keccak256(abi.encodePacked(type(SmartWallet).creationCode, abi.encode(owner)));
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"ff", address(this), bytes32(0), code)))));
    }
}
