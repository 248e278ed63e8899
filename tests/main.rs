//! The tests of the whole program. One binary, so that it is linked once.

#![allow(clippy::print_stdout, reason = "what a measurement says")]
#![allow(clippy::string_slice, reason = "a slice at a wrong place fails the test, as it should")]

mod ahead;
#[cfg(target_os = "linux")]
mod any_terminal;
mod architecture;
#[cfg(target_os = "linux")]
mod bounds;
mod cli;
mod cli_data;
mod cli_notes;
mod config;
#[cfg(target_os = "linux")]
mod config_screen;
mod content;
mod data;
mod editions;
#[cfg(target_os = "linux")]
mod faults;
mod fixture;
#[cfg(target_os = "linux")]
mod follow;
mod follower;
mod frames;
#[cfg(target_os = "linux")]
mod hostile;
mod import;
mod import_notes;
mod import_pages;
mod import_report;
mod import_signs;
mod import_text;
mod import_web;
mod import_word;
mod json;
#[cfg(target_os = "linux")]
mod keeping;
#[cfg(target_os = "linux")]
mod kitty;
#[cfg(target_os = "linux")]
mod large;
#[cfg(target_os = "linux")]
mod library;
mod manual;
mod notes;
mod nothing_silent;
mod palette;
#[cfg(target_os = "linux")]
mod plain;
mod present;
mod proofs;
#[cfg(target_os = "linux")]
mod pty;
mod qr;
mod relevance;
mod scanner;
mod screens;
#[cfg(target_os = "linux")]
mod screenshots;
mod scripts;
mod search;
#[cfg(target_os = "linux")]
mod slow_line;
#[cfg(target_os = "linux")]
mod terminal;
mod tours;
#[cfg(target_os = "linux")]
mod walks;
#[cfg(target_os = "linux")]
mod ways_out;
