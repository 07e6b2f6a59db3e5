// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TestPermit2} from "./TestPermit2.sol";

interface IErc2612 {
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;
}

/// What x402's two settlement contracts share: they can send a payer's tokens only where the payer's witness says.
abstract contract Permit2Proxy {
    struct EIP2612Permit {
        uint256 value;
        uint256 deadline;
        bytes32 r;
        bytes32 s;
        uint8 v;
    }

    event Settled();
    event SettledWithPermit();

    error InvalidDestination();
    error InvalidOwner();
    error PaymentTooEarly();
    error Permit2612AmountMismatch();

    TestPermit2 public constant PERMIT2 = TestPermit2(0x000000000022D473030F116dDEE9F6B43aC78BA3);

    /// Lets Permit2 spend. A permit that somebody else already brought on chain does no harm.
    function allowPermit2(EIP2612Permit calldata permit2612, TestPermit2.PermitTransferFrom calldata permit, address owner)
        internal
    {
        if (permit2612.value != permit.permitted.amount) revert Permit2612AmountMismatch();
        try IErc2612(permit.permitted.token).permit(
            owner, address(PERMIT2), permit2612.value, permit2612.deadline, permit2612.v, permit2612.r, permit2612.s
        ) {} catch {}
    }

    function check(address owner, address to, uint256 validAfter) internal view {
        if (owner == address(0)) revert InvalidOwner();
        if (to == address(0)) revert InvalidDestination();
        if (block.timestamp < validAfter) revert PaymentTooEarly();
    }
}
