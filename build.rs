//! How the program is linked where that makes its start faster. Nothing is generated, and nothing is downloaded.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|own| own.split(',').any(|own| own == value));
    let is_gnu_linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    if is_gnu_linux && is("PROFILE", "release") && has_own_linker() {
        // What the explorer runs lies side by side, and the rest of the program stays on the disk (packaging/warm.sh).
        let warm = "packaging/warm.ld";
        println!("cargo:rerun-if-changed={warm}");
        let script = std::env::current_dir().map(|root| root.join(warm)).unwrap_or_default();
        if script.is_file() {
            println!("cargo:rustc-link-arg-bins=-Wl,-T,{}", script.display());
        }
    }
    // A static program (packaging/static.sh) says itself how it is linked.
    if is_gnu_linux && !is("CARGO_CFG_TARGET_FEATURE", "crt-static") {
        // At a fixed address none of the 16,000 pointers in its tables has to be corrected at every start, which took longer than reading the
        // report.
        println!("cargo:rustc-link-arg-bins=-no-pie");
        // One library less to look for, map and bind at every start, where the compiler of this machine, if it is for this machine, has it to be
        // linked in.
        let unwinding = "libgcc_eh.a";
        let is_native = std::env::var("HOST").ok() == std::env::var("TARGET").ok();
        if is_native && has(unwinding) {
            println!("cargo:rustc-link-lib=dylib:+verbatim={unwinding}");
        }
    }
}

/// Whether the linker is the one that the compiler brings or finds, which is LLVM's or GNU's and knows how to put one section before another, and
/// not one of the user's choice.
fn has_own_linker() -> bool {
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    std::env::var_os("RUSTC_LINKER").is_none() && !flags.contains("link")
}

/// Whether the C compiler that links knows a library: it answers with its path then, and else with its name alone.
fn has(library: &str) -> bool {
    let said = Command::new("cc").arg(format!("-print-file-name={library}")).output();
    said.is_ok_and(|said| Path::new(String::from_utf8_lossy(&said.stdout).trim()).is_absolute())
}
