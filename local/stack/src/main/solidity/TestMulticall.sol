// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Several calls in one, with the two functions of Multicall3 that clients use.
contract TestMulticall {
    struct Call {
        address target;
        bytes callData;
    }

    struct Call3 {
        address target;
        bool allowFailure;
        bytes callData;
    }

    struct Result {
        bool success;
        bytes returnData;
    }

    function tryAggregate(bool requireSuccess, Call[] calldata calls)
        external
        payable
        returns (Result[] memory results)
    {
        results = new Result[](calls.length);
        for (uint256 index = 0; index < calls.length; index++) {
            results[index] = ask(calls[index].target, calls[index].callData, requireSuccess);
        }
    }

    function aggregate3(Call3[] calldata calls) external payable returns (Result[] memory results) {
        results = new Result[](calls.length);
        for (uint256 index = 0; index < calls.length; index++) {
            results[index] = ask(calls[index].target, calls[index].callData, !calls[index].allowFailure);
        }
    }

    function ask(address target, bytes calldata callData, bool mustSucceed) private returns (Result memory) {
        (bool success, bytes memory answer) = target.call(callData);
        require(success || !mustSucceed, "multicall: a call failed");
        return Result(success, answer);
    }
}
