// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What a signer signs (EIP-712).
/// Nothing here is computed in a constructor: the runtime code is placed on the dev chain as it is.
abstract contract Eip712 {
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    function domainName() internal pure virtual returns (string memory);

    function domainVersion() internal pure virtual returns (string memory);

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256(bytes(domainName())),
                keccak256(bytes(domainVersion())),
                block.chainid,
                address(this)
            )
        );
    }

    function typedDataHash(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), structHash));
    }
}
