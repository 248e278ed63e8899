//! `completions`: what a shell reads in order to complete a command line, in the person's language.

use clap_complete::Shell;

use super::args;
use crate::report::Words;

/// The script for a shell.
pub fn script(shell: Shell, words: &Words) -> Vec<u8> {
    let mut script = Vec::new();
    // Written to memory first: clap ends the program where it cannot write.
    clap_complete::generate(shell, &mut args::command(words), "vereda", &mut script);
    script
}
