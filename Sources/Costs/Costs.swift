enum Costs {}
