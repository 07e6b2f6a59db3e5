// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Eip2612} from "./Eip2612.sol";
import {Eip3009} from "./Eip3009.sol";
import {Signatures} from "./Signatures.sol";

/// A stand-in for Circle's USDC on the dev chain: the same signatures are good here, and anybody may mint.
contract TestUsdc is Eip2612, Eip3009 {
    string public constant name = "USDC";
    string public constant symbol = "USDC";
    string public constant version = "2";
    uint8 public constant decimals = 6;

    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes memory signature)
        external
    {
        permitWith(owner, spender, value, deadline, signature);
    }

    function domainName() internal pure override returns (string memory) {
        return name;
    }

    function domainVersion() internal pure override returns (string memory) {
        return version;
    }

    function mayPermit(address owner, bytes32 digest, bytes memory signature) internal view override returns (bool) {
        return Signatures.areOf(owner, digest, signature);
    }
}
