// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Eip712} from "./Eip712.sol";
import {Erc20} from "./Erc20.sol";

/// Allowances by signature (EIP-2612). Each token says itself whose signatures it takes.
abstract contract Eip2612 is Eip712, Erc20 {
    bytes32 public constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    mapping(address => uint256) public nonces;

    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
    {
        permitWith(owner, spender, value, deadline, abi.encodePacked(r, s, v));
    }

    function permitWith(address owner, address spender, uint256 value, uint256 deadline, bytes memory signature)
        internal
    {
        require(block.timestamp <= deadline, "permit: the deadline has passed");
        bytes32 digest =
            typedDataHash(keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, nonces[owner]++, deadline)));
        require(mayPermit(owner, digest, signature), "permit: not signed by the owner");
        allow(owner, spender, value);
    }

    function mayPermit(address owner, bytes32 digest, bytes memory signature) internal view virtual returns (bool);
}
