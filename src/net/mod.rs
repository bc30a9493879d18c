//! Gathers facts over the network. Writes facts only: must know no rule and no list.
