// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Eip2612} from "./Eip2612.sol";
import {Signatures} from "./Signatures.sol";

/// A stand-in for the OBOL token on the dev chain: permits by keys only, no EIP-3009, and anybody may mint.
contract TestObol is Eip2612 {
    string public constant name = "Obol Network";
    string public constant symbol = "OBOL";
    uint8 public constant decimals = 18;

    /// The domain that signers use (EIP-5267); the token has no `version()` of its own.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory signedName,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (hex"0f", name, domainVersion(), block.chainid, address(this), bytes32(0), new uint256[](0));
    }

    function domainName() internal pure override returns (string memory) {
        return name;
    }

    function domainVersion() internal pure override returns (string memory) {
        return "1";
    }

    function mayPermit(address owner, bytes32 digest, bytes memory signature) internal pure override returns (bool) {
        return Signatures.areOfKey(owner, digest, signature);
    }
}
