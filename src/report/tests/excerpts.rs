//! What is underlined lies under what was meant, however the line had to be cut.
