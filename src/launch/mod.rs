//! What `main` does with what was asked: printing commands, and the explorer. Part of the program, not of the library.

pub(crate) mod asked;
pub(crate) mod commands;
pub(crate) mod pack;
pub(crate) mod screen;
