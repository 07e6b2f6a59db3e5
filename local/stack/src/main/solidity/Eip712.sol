// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What a signer signs (EIP-712) and who counts as having signed it (EIP-1271).
/// Nothing here is computed in a constructor: the runtime code is placed on the dev chain as it is.
abstract contract Eip712 {
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    /// Half of the curve's order: a higher `s` is the same signature written a second time.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    bytes4 private constant ERC1271_MAGIC = 0x1626ba7e;

    function name() public pure virtual returns (string memory);

    function domainVersion() internal pure virtual returns (string memory);

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256(bytes(name())),
                keccak256(bytes(domainVersion())),
                block.chainid,
                address(this)
            )
        );
    }

    function typedDataHash(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), structHash));
    }

    /// An account with code decides for itself; one without code must have signed with its key.
    function isSignedBy(address signer, bytes32 digest, bytes memory signature) internal view returns (bool) {
        return signer.code.length == 0 ? recover(digest, signature) == signer : isAccepted(signer, digest, signature);
    }

    function recover(bytes32 digest, bytes memory signature) internal pure returns (address signer) {
        require(signature.length == 65, "signature: not 65 bytes");
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
            v := byte(0, mload(add(signature, 96)))
        }
        require(uint256(s) <= HALF_ORDER, "signature: s is in the upper half");
        require(v == 27 || v == 28, "signature: v is neither 27 nor 28");
        signer = ecrecover(digest, v, r, s);
        require(signer != address(0), "signature: no such key");
    }

    function isAccepted(address wallet, bytes32 digest, bytes memory signature) private view returns (bool) {
        (bool answered, bytes memory answer) =
            wallet.staticcall(abi.encodeWithSelector(ERC1271_MAGIC, digest, signature));
        return answered && answer.length >= 32 && bytes32(answer) == bytes32(ERC1271_MAGIC);
    }
}
