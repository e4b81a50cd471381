//! The legal map: every barrier in docs/legal-map.md names a proof and a test that exist.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

const MAP: &str = "docs/legal-map.md";

/// Where proofs and tests are written down.
const SOURCES: [&str; 3] = ["policy", "crates", "tests"];

/// One line for each row that does not hold; also when there is no map, or no row in it.
pub fn check() -> Result<Vec<String>> {
    let Ok(text) = std::fs::read_to_string(MAP) else { return Ok(vec![format!("{MAP}: is missing")]) };
    Ok(faults(&text, &sources()?))
}

/// The text of every source file, tests and policies alike.
fn sources() -> Result<String> {
    let mut text = String::new();
    let mut folders: Vec<PathBuf> = SOURCES.iter().map(PathBuf::from).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry?.path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if ["rs", "cedar", "mjs"].contains(&extension) {
                text.push_str(
                    &std::fs::read_to_string(&path)
                        .with_context(|| format!("cannot read {}", path.display()))?,
                );
                text.push('\n');
            }
        }
    }
    Ok(text)
}

/// Tables with a column `Proof` and a column `Test` are checked; every code span in them is a file, or a name in the sources.
fn faults(map: &str, sources: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut columns: Option<(usize, usize)> = None;
    let mut rows = 0;
    for (number, line) in map.lines().enumerate().map(|(index, line)| (index + 1, line.trim())) {
        let Some(cells) = cells(line) else {
            columns = None;
            continue;
        };
        let place = |title: &str| cells.iter().position(|cell| cell.to_lowercase().starts_with(title));
        match columns {
            None => columns = place("proof").zip(place("test")),
            Some(_) if cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c))) => {}
            Some((proof, test)) => {
                rows += 1;
                for (title, column) in [("proof", proof), ("test", test)] {
                    let names: Vec<&str> = cells
                        .get(column)
                        .into_iter()
                        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
                        .collect();
                    if names.is_empty() {
                        faults.push(format!("{MAP}:{number}: this barrier names no {title} (as `code`)"));
                    }
                    let absent = names.into_iter().filter(|name| !exists(name, title == "test", sources));
                    faults.extend(
                        absent.map(|name| format!("{MAP}:{number}: the {title} `{name}` does not exist")),
                    );
                }
            }
        }
    }
    if rows == 0 {
        faults.push(format!("{MAP}: has no table with the columns `Proof` and `Test`"));
    }
    faults
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inside = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inside.split('|').map(str::trim).collect())
}

/// A path is a file of the repository; a test's name is that of a function (`fn name(`) or a title in quotes (`test('name'`);
/// a proof's name may also be a policy's id (`@id("name")`).
fn exists(name: &str, test: bool, sources: &str) -> bool {
    if name.contains('/') {
        return Path::new(name).exists();
    }
    let last = name.rsplit("::").next().unwrap_or(name);
    let function = sources.contains(&format!("fn {last}("));
    let quoted =
        [format!("'{last}'"), format!("\"{last}\"")].iter().any(|quoted| sources.contains(quoted.as_str()));
    let cedar = !test && sources.contains(&format!("@id(\"{last}\")"));
    function || quoted || cedar
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &str = "fn police_cannot_read(x) {}\n@id(\"vault\")\nforbid";
    const HEAD: &str = "| Statute | Barrier | Proof | Test |\n|---|---|---|---|\n";

    #[test]
    fn a_row_with_a_real_proof_and_a_real_test_holds() {
        assert!(
            faults(
                &format!("{HEAD}| s. 278.1 | vault | `vault` | `policy::police_cannot_read` |\n"),
                SOURCES
            )
            .is_empty()
        );
    }

    #[test]
    fn rows_without_proof_or_test_and_invented_names_are_faults() {
        let map = format!("{HEAD}| a | b | `gone` |  |\n| a | b | none | `police_cannot_write` |\n");
        let found = faults(&map, SOURCES);
        assert_eq!(found.len(), 4, "{found:?}");
    }

    #[test]
    fn a_map_without_barriers_is_a_fault() {
        assert_eq!(faults("# Legal map\n", SOURCES).len(), 1);
    }
}
