// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Never deployed: its constructor runs inside an `eth_call`, to try what a smart wallet that doesn't exist yet
/// could do once its factory has made it (ERC-6492). Reverts when either call does; returns what the second one returns.
contract DeployAndCall {
    constructor(address factory, bytes memory deployment, address target, bytes memory call) {
        run(factory, deployment);
        bytes memory answer = run(target, call);
        // Returned as if it were the code of the contract.
        assembly {
            return(add(answer, 32), mload(answer))
        }
    }

    function run(address to, bytes memory data) private returns (bytes memory result) {
        bool success;
        (success, result) = to.call(data);
        if (!success) {
            assembly {
                revert(add(result, 32), mload(result))
            }
        }
    }
}
