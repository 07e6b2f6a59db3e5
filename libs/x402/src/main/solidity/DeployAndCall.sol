// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Never deployed: its constructor runs inside an `eth_call`, to try what a smart wallet that doesn't exist yet
/// could do once its factory has made it (ERC-6492). Reverts when either call does.
contract DeployAndCall {
    constructor(address factory, bytes memory deployment, address target, bytes memory call) {
        run(factory, deployment);
        run(target, call);
        // Returned as if it were the code of the contract.
        assembly {
            mstore(0, 1)
            return(0, 32)
        }
    }

    function run(address to, bytes memory data) private {
        (bool success, bytes memory result) = to.call(data);
        if (!success) {
            assembly {
                revert(add(result, 32), mload(result))
            }
        }
    }
}
