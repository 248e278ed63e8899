//! How the program is linked where that makes its start faster. Nothing is generated, and nothing is downloaded.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|own| own.split(',').any(|own| own == value));
    let is_gnu_linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    // A static program (packaging/static.sh) says itself how it is linked.
    if is_gnu_linux && !is("CARGO_CFG_TARGET_FEATURE", "crt-static") {
        // At a fixed address none of the 16,000 pointers in its tables has to be corrected at every start, which took longer than reading the
        // report; and there is one library less to look for.
        println!("cargo:rustc-link-arg-bins=-no-pie");
        println!("cargo:rustc-link-arg-bins=-static-libgcc");
    }
}
