//! The tests of the whole program. One binary, so that it is linked once.

#![allow(clippy::string_slice, reason = "a slice at a wrong place fails the test, as it should")]

mod architecture;
mod cli_data;
mod data;
