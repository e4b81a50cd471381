//! Where statements come from: one file each, in `sql/<resource>/<name>.sql`.

/// The text of a statement file.
macro_rules! sql {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/sql/", $name, ".sql"))
    };
}
