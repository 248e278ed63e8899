//! A short name for a text, to find it again after it moved.

/// 64-bit FNV-1a (Fowler, Noll, Vo) of the text's words, as 16 hexadecimal digits. White space does not count.
pub fn fingerprint(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for word in text.split_whitespace() {
        for byte in word.bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn stable_and_blind_to_white_space() {
        assert_eq!(fingerprint(""), "cbf29ce484222325");
        assert_eq!(fingerprint("a  b\n"), fingerprint("a b"));
        assert_ne!(fingerprint("ab"), fingerprint("a b"));
    }
}
