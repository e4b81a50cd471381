//! Unambiguous hashing of several parts under a fixed context.

use zeroize::Zeroizing;

fn feed(hasher: &mut blake3::Hasher, parts: &[&[u8]]) {
    for part in parts {
        // The length first, so that ("ab", "c") and ("a", "bc") differ.
        hasher.update(&(part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
}

/// Digest of `parts` for use as associated data; `context` is a constant that names the use.
pub(crate) fn digest(context: &'static str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key(context);
    feed(&mut hasher, parts);
    hasher.finalize().into()
}

/// A key from key material and `parts`.
pub(crate) fn derive(context: &'static str, material: &[u8; 32], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut hasher = Zeroizing::new(blake3::Hasher::new_derive_key(context));
    hasher.update(material);
    feed(&mut hasher, parts);
    Zeroizing::new(hasher.finalize().into())
}

/// Message authentication code of `parts`; the first part names the use.
pub(crate) fn mac(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Zeroizing::new(blake3::Hasher::new_keyed(key));
    feed(&mut hasher, parts);
    hasher.finalize().into()
}
