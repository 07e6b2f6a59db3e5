// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Who counts as having signed a digest: a key by recovery, an account with code by asking it (EIP-1271).
library Signatures {
    /// Half of the curve's order: a higher `s` is the same signature written a second time.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    bytes4 internal constant ERC1271_MAGIC = 0x1626ba7e;

    /// An account with code decides for itself; one without code must have signed with its key.
    function areOf(address signer, bytes32 digest, bytes memory signature) internal view returns (bool) {
        return signer.code.length == 0 ? areOfKey(signer, digest, signature) : areAccepted(signer, digest, signature);
    }

    function areOfKey(address signer, bytes32 digest, bytes memory signature) internal pure returns (bool) {
        return signer != address(0) && recover(digest, signature) == signer;
    }

    /// The zero address stands for a signature that is none.
    function recover(bytes32 digest, bytes memory signature) private pure returns (address) {
        if (signature.length != 65) {
            return address(0);
        }
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
            v := byte(0, mload(add(signature, 96)))
        }
        return uint256(s) <= HALF_ORDER ? ecrecover(digest, v, r, s) : address(0);
    }

    function areAccepted(address wallet, bytes32 digest, bytes memory signature) private view returns (bool) {
        (bool answered, bytes memory answer) =
            wallet.staticcall(abi.encodeWithSelector(ERC1271_MAGIC, digest, signature));
        return answered && answer.length >= 32 && bytes32(answer) == bytes32(ERC1271_MAGIC);
    }
}
