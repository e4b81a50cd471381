//! Gathers the locale files and refuses to build when the two languages differ or a text is missing.

#[path = "build/locale.rs"]
mod locale;
#[path = "build/scan.rs"]
mod scan;

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let locales = root.join("../../locales").canonicalize()?;
    for watched in [&locales, &root.join("src"), &root.join("templates"), &root.join("build")] {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    println!("cargo::rerun-if-changed=build.rs");

    let mut faults = Vec::new();
    let mut code = String::new();
    let mut catalogues = Vec::new();
    for lang in ["en", "fr"] {
        let files = files_below(&locales.join(lang), "ftl")?;
        let mut catalogue = locale::Catalogue::default();
        writeln!(code, "const LOCALES_{}: &[&str] = &[", lang.to_uppercase())?;
        for file in &files {
            writeln!(code, "    include_str!({:?}),", file.display().to_string())?;
            catalogue.read(&shown(file), &fs::read_to_string(file)?, &mut faults);
        }
        code.push_str("];\n");
        catalogues.push(catalogue);
    }
    if let [en, fr] = catalogues.as_slice() {
        locale::compare(en, fr, &mut faults);
        for file in files_below(&root.join("templates"), "html")? {
            let text = fs::read_to_string(&file)?;
            scan::template(&shown(&file), &text, en, &mut faults);
        }
        for file in files_below(&root.join("src"), "rs")? {
            let text = fs::read_to_string(&file)?;
            scan::used_ids(&shown(&file), &text, en, &mut faults);
        }
    }
    if !faults.is_empty() {
        for fault in &faults {
            println!("cargo::error={fault}");
        }
        return Err(format!("{} fault(s) in texts or templates", faults.len()).into());
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("locales.rs"), code)?;
    Ok(())
}

/// The last three parts of a path: enough to find it, the same on every machine.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.get(parts.len().saturating_sub(3)..).unwrap_or_default().join("/")
}

fn files_below(folder: &Path, extension: &str) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path, extension)?);
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
