// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

interface Token {
    function transferFrom(address from, address to, uint256 value) external returns (bool);
}

/// Something that an agent's wallet may call: it takes the dev chain's USDC by allowance, coins, and refuses.
contract TestVault {
    Token private constant USDC = Token(0x036CbD53842c5426634e7929541eC2318f3dCF7e);

    mapping(address => uint256) public shares;
    string public text;

    function deposit(uint256 amount, address receiver) external {
        require(USDC.transferFrom(msg.sender, address(this), amount), "deposit: not paid");
        shares[receiver] += amount;
    }

    function tip(string calldata note) external payable {
        text = note;
    }

    function shut() external pure {
        revert("shut: never");
    }

    /// Takes gas for every slot.
    function fill(uint16 slots) external {
        for (uint256 i = 0; i < slots; i++) {
            shares[address(uint160(uint256(keccak256(abi.encode(msg.sender, slots, i)))))] = 1;
        }
    }
}
