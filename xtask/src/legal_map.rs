//! The legal map: every barrier in docs/legal-map.md names a proof and a test that exist.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

const MAP: &str = "docs/legal-map.md";

/// The texts in which the names of the map are looked up.
#[derive(Default)]
struct Sources {
    policies: String,
    tests: String,
}

/// One line for each row that does not hold; also when there is no map, or no row in it.
pub fn check() -> Result<Vec<String>> {
    let Ok(text) = std::fs::read_to_string(MAP) else { return Ok(vec![format!("{MAP}: is missing")]) };
    Ok(faults(&text, &Sources::read()?))
}

impl Sources {
    fn read() -> Result<Sources> {
        let mut sources = Sources::default();
        let mut folders: Vec<PathBuf> = ["policy", "crates", "tests"].iter().map(PathBuf::from).collect();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).into_iter().flatten() {
                let path = entry?.path();
                let text = match path.extension().and_then(|extension| extension.to_str()) {
                    _ if path.is_dir() => {
                        folders.push(path);
                        continue;
                    }
                    Some("cedar") => &mut sources.policies,
                    Some("rs" | "mjs") => &mut sources.tests,
                    _ => continue,
                };
                text.push_str(
                    &std::fs::read_to_string(&path)
                        .with_context(|| format!("cannot read {}", path.display()))?,
                );
                text.push('\n');
            }
        }
        Ok(sources)
    }
}

/// Tables with the columns `Policy id`, `Proof` and `Test` are checked; every code span in these must be found.
fn faults(map: &str, sources: &Sources) -> Vec<String> {
    let mut faults = Vec::new();
    let mut columns: Option<[(&str, usize); 3]> = None;
    let mut rows = 0;
    for (number, line) in map.lines().enumerate().map(|(index, line)| (index + 1, line.trim())) {
        let Some(cells) = cells(line) else {
            columns = None;
            continue;
        };
        let place = |title: &str| cells.iter().position(|cell| cell.to_lowercase().starts_with(title));
        match columns {
            None => {
                let (id, proof, test) = (place("policy id"), place("proof"), place("test"));
                columns = id
                    .zip(proof)
                    .zip(test)
                    .map(|((id, proof), test)| [("policy id", id), ("proof", proof), ("test", test)]);
            }
            Some(_) if cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c))) => {}
            Some(columns) => {
                rows += 1;
                for (title, column) in columns {
                    let names: Vec<&str> = cells
                        .get(column)
                        .into_iter()
                        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
                        .collect();
                    if names.is_empty() {
                        faults.push(format!("{MAP}:{number}: this barrier names no {title} (as `code`)"));
                    }
                    let absent = names.into_iter().filter(|name| !exists(title, name, sources));
                    faults.extend(
                        absent.map(|name| format!("{MAP}:{number}: the {title} `{name}` does not exist")),
                    );
                }
            }
        }
    }
    if rows == 0 {
        faults.push(format!("{MAP}: has no table with the columns `Policy id`, `Proof` and `Test`"));
    }
    faults
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inside = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(inside.split('|').map(str::trim).collect())
}

/// A policy id stands in the policies, as `@barrier("id")`, and in quotes in a test: a barrier that no test names is untested.
/// A proof or test is a file of the repository, a function (`fn name(`) or a title in quotes.
fn exists(title: &str, name: &str, sources: &Sources) -> bool {
    let quoted = |text: &str| {
        [format!("'{name}'"), format!("\"{name}\"")].iter().any(|quoted| text.contains(quoted.as_str()))
    };
    if title == "policy id" {
        return sources.policies.contains(&format!("@barrier(\"{name}\")")) && quoted(&sources.tests);
    }
    if name.contains('/') {
        return Path::new(name).exists();
    }
    let function = name.rsplit("::").next().unwrap_or(name);
    sources.tests.contains(&format!("fn {function}(")) || quoted(&sources.tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "| | Barrier | Policy id | Law | Proof | Test |\n|---|---|---|---|---|---|\n";

    fn sources() -> Sources {
        let tests = "fn police_cannot_read(x) {}\nbarrier: \"vault\"";
        Sources { policies: "@barrier(\"vault\")\n@barrier(\"untested\")".into(), tests: tests.into() }
    }

    #[test]
    fn a_row_with_a_real_id_proof_and_test_holds() {
        let map =
            format!("{HEAD}| B1 | x | `vault` | s. 278.1 | `src/main.rs` | `policy::police_cannot_read` |\n");
        assert_eq!(faults(&map, &sources()), Vec::<String>::new());
    }

    #[test]
    fn missing_cells_and_invented_names_are_faults() {
        let map = format!(
            "{HEAD}| B1 | x | `vault` | s. 1 | `src/gone.rs` |  |\n| B2 | x | `gone` | s. 2 | none | `police_cannot_write` |\n"
        );
        assert_eq!(faults(&map, &sources()).len(), 5);
    }

    #[test]
    fn a_barrier_that_no_test_names_is_a_fault() {
        let map = format!("{HEAD}| B1 | x | `untested` | s. 1 | `src/main.rs` | `src/main.rs` |\n");
        assert_eq!(faults(&map, &sources()).len(), 1);
    }

    #[test]
    fn a_map_without_barriers_is_a_fault() {
        assert_eq!(faults("# Legal map\n", &sources()).len(), 1);
    }
}
