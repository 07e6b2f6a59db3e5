// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Eip712} from "./Eip712.sol";
import {Erc20} from "./Erc20.sol";
import {Signatures} from "./Signatures.sol";

/// Transfers by signature with a random nonce (EIP-3009), which is what an x402 buyer signs.
abstract contract Eip3009 is Eip712, Erc20 {
    bytes32 public constant TRANSFER_WITH_AUTHORIZATION_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 public constant RECEIVE_WITH_AUTHORIZATION_TYPEHASH = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 public constant CANCEL_AUTHORIZATION_TYPEHASH =
        keccak256("CancelAuthorization(address authorizer,bytes32 nonce)");

    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);
    event AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce);

    /// True once the nonce was used or cancelled.
    mapping(address => mapping(bytes32 => bool)) public authorizationState;

    struct Order {
        address from;
        address to;
        uint256 value;
        uint256 validAfter;
        uint256 validBefore;
        bytes32 nonce;
    }

    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        execute(
            TRANSFER_WITH_AUTHORIZATION_TYPEHASH,
            Order(from, to, value, validAfter, validBefore, nonce),
            abi.encodePacked(r, s, v)
        );
    }

    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) external {
        execute(
            TRANSFER_WITH_AUTHORIZATION_TYPEHASH, Order(from, to, value, validAfter, validBefore, nonce), signature
        );
    }

    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        receiveFrom(Order(from, to, value, validAfter, validBefore, nonce), abi.encodePacked(r, s, v));
    }

    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) external {
        receiveFrom(Order(from, to, value, validAfter, validBefore, nonce), signature);
    }

    function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s) external {
        cancel(authorizer, nonce, abi.encodePacked(r, s, v));
    }

    function cancelAuthorization(address authorizer, bytes32 nonce, bytes memory signature) external {
        cancel(authorizer, nonce, signature);
    }

    function receiveFrom(Order memory order, bytes memory signature) private {
        require(order.to == msg.sender, "authorization: the caller is not the receiver");
        execute(RECEIVE_WITH_AUTHORIZATION_TYPEHASH, order, signature);
    }

    function execute(bytes32 typeHash, Order memory order, bytes memory signature) private {
        require(block.timestamp > order.validAfter, "authorization: not valid yet");
        require(block.timestamp < order.validBefore, "authorization: expired");
        requireUnused(order.from, order.nonce);
        bytes32 digest = typedDataHash(keccak256(abi.encode(typeHash, order)));
        require(Signatures.areOf(order.from, digest, signature), "authorization: not signed by the sender");
        authorizationState[order.from][order.nonce] = true;
        emit AuthorizationUsed(order.from, order.nonce);
        move(order.from, order.to, order.value);
    }

    function cancel(address authorizer, bytes32 nonce, bytes memory signature) private {
        requireUnused(authorizer, nonce);
        bytes32 digest = typedDataHash(keccak256(abi.encode(CANCEL_AUTHORIZATION_TYPEHASH, authorizer, nonce)));
        require(Signatures.areOf(authorizer, digest, signature), "authorization: not signed by the sender");
        authorizationState[authorizer][nonce] = true;
        emit AuthorizationCanceled(authorizer, nonce);
    }

    function requireUnused(address authorizer, bytes32 nonce) private view {
        require(!authorizationState[authorizer][nonce], "authorization: used or cancelled");
    }
}
