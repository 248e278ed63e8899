//! What a person has set: `config.toml`, read with every problem told by its line and column, and the names of keys.
