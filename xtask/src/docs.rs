//! `cargo xtask docs`: what the documents name exists.
//!
//! A document goes stale silently when a file moves. So every link, every path in a code span and every path in a code block of
//! the documents is looked up, headings after `#` included.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::legal_map;

/// Documents that a newcomer must find.
const REQUIRED: [&str; 3] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];

/// Folders that commands make and git ignores: a document may name them before they exist.
const GENERATED: [&str; 3] = ["target", "web/dist", "web/node_modules"];

/// A code span that ends like this is meant as a path, whatever it begins with.
const EXTENSIONS: [&str; 15] = [
    "rs",
    "toml",
    "md",
    "mjs",
    "ts",
    "css",
    "json",
    "cedar",
    "cedarschema",
    "sql",
    "ftl",
    "html",
    "csv",
    "txt",
    "sh",
];

/// Checks and says so.
pub fn run() -> Result<()> {
    check()?;
    println!("docs: every path and link exists, every barrier names a proof and a test");
    Ok(())
}

/// Fails with one line for each thing that a document names and that is not there.
pub fn check() -> Result<()> {
    let mut wrong: Vec<String> = REQUIRED
        .iter()
        .filter(|name| !Path::new(name).exists())
        .map(|name| format!("{name}: is missing"))
        .collect();
    for document in documents()? {
        let text = std::fs::read_to_string(&document)
            .with_context(|| format!("cannot read {}", document.display()))?;
        for (line, named) in named(&text) {
            if let Err(why) = find(&document, &text, &named) {
                wrong.push(format!("{}:{line}: {why}", document.display()));
            }
        }
    }
    wrong.extend(legal_map::check()?);
    if wrong.is_empty() {
        return Ok(());
    }
    for line in &wrong {
        eprintln!("{line}");
    }
    bail!(
        "{} things named in the documents are not there; correct the names or restore the files",
        wrong.len()
    )
}

/// All Markdown files at the root and under docs/.
fn documents() -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::from("docs")];
    for entry in std::fs::read_dir(".")? {
        let path = PathBuf::from(entry?.file_name());
        if is_markdown(&path) {
            found.insert(path);
        }
    }
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_markdown(&path) {
                found.insert(path);
            }
        }
    }
    Ok(found)
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}

/// Something that a document names.
#[derive(Debug, PartialEq)]
enum Named {
    /// The target of a link: relative to the document.
    Link(String),
    /// A code span, or a word of a code block: relative to the root of the repository or to the document.
    Code(String),
}

/// What a Markdown text names, with line numbers from 1.
fn named(text: &str) -> Vec<(usize, Named)> {
    let mut found = Vec::new();
    let mut in_block = false;
    for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line)) {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
        } else if in_block {
            found.extend(line.split_whitespace().map(|word| (number, Named::Code(word.to_owned()))));
        } else {
            for (index, part) in line.split('`').enumerate() {
                if index % 2 == 1 {
                    found.push((number, Named::Code(part.to_owned())));
                } else {
                    let targets = part.split("](").skip(1).filter_map(|rest| rest.split(')').next());
                    found.extend(targets.map(|target| (number, Named::Link(target.to_owned()))));
                }
            }
            // `[`code`](target)`: the code span cuts the link in two, so look for targets across spans as well.
            let across = line.split("`](").skip(1).filter_map(|rest| rest.split(')').next());
            found.extend(across.map(|target| (number, Named::Link(target.to_owned()))));
        }
    }
    found.dedup();
    found
}

/// Whether what is named is there; things that are no paths always are.
fn find(document: &Path, text: &str, named: &Named) -> Result<(), String> {
    let beside = document.parent().unwrap_or(Path::new(""));
    match named {
        Named::Link(target) if target.contains("://") || target.starts_with("mailto:") => Ok(()),
        Named::Link(target) => {
            let (path, heading) = target
                .split_once('#')
                .map_or((target.as_str(), None), |(path, heading)| (path, Some(heading)));
            let file = if path.is_empty() { document.to_owned() } else { beside.join(path) };
            if !path.is_empty() && !file.exists() && !is_generated(path) {
                return Err(format!("the link `{target}` leads nowhere"));
            }
            let Some(heading) = heading else { return Ok(()) };
            let other = if path.is_empty() {
                text.to_owned()
            } else {
                std::fs::read_to_string(&file).unwrap_or_default()
            };
            if headings(&other).any(|slug| slug == heading) {
                return Ok(());
            }
            Err(format!("the link `{target}` names a heading that {} does not have", file.display()))
        }
        Named::Code(code) => {
            for path in alternatives(code.trim_end_matches(['/', '.', ',', ';', ':'])) {
                let there = |path: &str| Path::new(path).exists() || beside.join(path).exists();
                if is_path(&path) && !is_generated(&path) && !there(fixed_part(&path)) {
                    return Err(format!("`{path}` does not exist"));
                }
            }
            Ok(())
        }
    }
}

/// Whether a code span means a file: it has a slash, and begins with a folder of the root or ends like a file.
fn is_path(code: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./*<>".contains(c);
    if !code.contains('/')
        || code.contains("//")
        || code.starts_with(['/', '-', '.', '<'])
        || !code.chars().all(plain)
    {
        return false;
    }
    let first = code.split('/').next().unwrap_or(code);
    let extension = Path::new(code).extension().and_then(|extension| extension.to_str());
    Path::new(first).is_dir() || extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}

fn is_generated(path: &str) -> bool {
    GENERATED.iter().any(|folder| Path::new(path).starts_with(folder))
}

/// `locales/{en,fr}/case.ftl` names two files.
fn alternatives(code: &str) -> Vec<String> {
    let braces = code.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)));
    match braces {
        Some((before, (inside, after))) => inside
            .split(',')
            .flat_map(|one| alternatives(&format!("{before}{}{after}", one.trim())))
            .collect(),
        None => vec![code.to_owned()],
    }
}

/// The folders before the first wildcard or placeholder (`crates/*/src`, `crates/app/src/<resource>.rs`).
fn fixed_part(path: &str) -> &str {
    path.find(['*', '<']).map_or(path, |at| {
        path.get(..at).and_then(|start| start.rsplit_once('/')).map_or("", |(folder, _)| folder)
    })
}

/// The headings of a Markdown text as they appear after `#` in links.
fn headings(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| line.starts_with('#')).map(|line| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_code_are_found_with_their_lines() {
        let text = "See [the code](a.md#x) and `b/c.rs`.\n```\ncat d/e.rs\n```\n[`f`](g.md)";
        let expected = [(1, Named::Link("a.md#x".into())), (1, Named::Code("b/c.rs".into()))];
        assert_eq!(named(text)[..2], expected);
        assert!(named(text).contains(&(3, Named::Code("d/e.rs".into()))));
        assert!(named(text).contains(&(5, Named::Link("g.md".into()))));
    }

    #[test]
    fn only_what_looks_like_a_path_is_looked_up() {
        assert!(is_path("crates/gone/lib.rs"));
        assert!(is_path("src/main"), "a folder that exists here");
        for other in [
            "/case/7",
            "application/json",
            "cargo xtask",
            "EN/FR",
            "https://x/y.md",
            "Cargo.toml",
            "../shared/x.md",
        ] {
            assert!(!is_path(other), "{other}");
        }
    }

    #[test]
    fn a_missing_file_and_a_missing_heading_are_errors() {
        let here = Path::new("README.md");
        let find = |named| find(here, "# A title, here\n", &named);
        assert!(find(Named::Code("src/gone.rs".into())).is_err());
        assert!(find(Named::Code("src/{main,gone}.rs".into())).is_err());
        assert!(find(Named::Code("src/{main,docs}.rs".into())).is_ok());
        assert!(find(Named::Code("src/<resource>.rs".into())).is_ok());
        assert!(find(Named::Code("gone/*/lib.rs".into())).is_err());
        assert!(find(Named::Link("src/main.rs".into())).is_ok());
        assert!(find(Named::Link("#a-title-here".into())).is_ok());
        assert!(find(Named::Link("#another".into())).is_err());
    }
}
