//! `cargo xtask deps`: who may depend on whom, and under which licences.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{cargo, licence};

/// Each crate, and the crates of this workspace that its shipped code may name. Arrows point down only.
const LAYERS: [(&str, &[&str]); 15] = [
    ("domain", &[]),
    ("crypto", &["domain"]),
    ("extract", &["domain"]),
    ("ledger", &["domain"]),
    ("linkage", &["domain"]),
    ("packs", &["domain"]),
    ("statistics", &["domain"]),
    ("policy", &["domain"]),
    ("store", &["crypto", "domain", "ledger", "policy"]),
    ("app", &["crypto", "domain", "extract", "ledger", "linkage", "packs", "policy", "statistics", "store"]),
    // Pages know no database: whatever they show has passed a use case of `app`.
    ("web", &["app", "crypto", "domain", "extract", "ledger", "linkage", "packs", "policy", "statistics"]),
    (
        "causeway",
        &[
            "app",
            "crypto",
            "domain",
            "extract",
            "ledger",
            "linkage",
            "packs",
            "policy",
            "statistics",
            "store",
            "web",
        ],
    ),
    (
        "testkit",
        &[
            "app",
            "crypto",
            "domain",
            "extract",
            "ledger",
            "linkage",
            "packs",
            "policy",
            "statistics",
            "store",
            "web",
        ],
    ),
    // Measures; never part of the product.
    ("bench", &["app", "crypto", "domain", "ledger", "packs", "policy", "store", "testkit", "web"]),
    ("xtask", &[]),
];

/// Libraries that only these crates may name, so that what they do happens in one place.
const KEPT: [(&str, &[&str]); 4] = [
    ("cedar-", &["policy"]),
    ("sqlx", &["store", "testkit"]),
    ("libsqlite3-sys", &["store"]),
    ("axum", &["web", "causeway", "bench"]),
];

/// Crates that compute and do nothing else; none may reach a library of the second list, however indirectly.
const PURE: [&str; 8] = ["domain", "crypto", "extract", "ledger", "linkage", "packs", "statistics", "policy"];
const IMPURE: [&str; 6] = ["axum", "hyper", "libsqlite3-sys", "reqwest", "sqlx", "tokio"];

/// Checks and says so.
pub fn run() -> Result<()> {
    check()?;
    println!("deps: layers and licences hold");
    Ok(())
}

/// Fails with one line for each broken rule.
pub fn check() -> Result<()> {
    let metadata = cargo::metadata(true)?;
    let graph = Graph::read(&metadata).context("`cargo metadata` has an unknown form")?;
    let mut wrong = graph.broken_layers();
    wrong.extend(graph.impure());
    wrong.extend(unlicensed(&metadata));
    if wrong.is_empty() {
        return Ok(());
    }
    for line in &wrong {
        eprintln!("{line}");
    }
    bail!("{} dependencies break a rule of xtask/src/deps.rs", wrong.len())
}

/// Shipped dependencies (neither for tests nor for build scripts) by package id.
struct Graph {
    names: BTreeMap<String, String>,
    members: BTreeSet<String>,
    edges: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn read(metadata: &Value) -> Option<Graph> {
        let text = |value: &Value, key: &str| Some(value.get(key)?.as_str()?.to_owned());
        let packages = metadata.get("packages")?.as_array()?;
        let names = packages
            .iter()
            .map(|package| Some((text(package, "id")?, text(package, "name")?)))
            .collect::<Option<_>>()?;
        let members = metadata
            .get("workspace_members")?
            .as_array()?
            .iter()
            .filter_map(|id| id.as_str().map(str::to_owned))
            .collect();
        let mut edges = BTreeMap::new();
        for node in metadata.pointer("/resolve/nodes")?.as_array()? {
            let shipped = |dependency: &&Value| {
                let kinds = dependency.get("dep_kinds").and_then(Value::as_array);
                kinds.is_some_and(|kinds| {
                    kinds.iter().any(|kind| kind.get("kind").is_some_and(Value::is_null))
                })
            };
            let used = node
                .get("deps")?
                .as_array()?
                .iter()
                .filter(shipped)
                .filter_map(|dependency| text(dependency, "pkg"));
            edges.insert(text(node, "id")?, used.collect());
        }
        Some(Graph { names, members, edges })
    }

    fn name(&self, id: &str) -> &str {
        self.names.get(id).map_or("?", String::as_str)
    }

    fn uses(&self, id: &str) -> impl Iterator<Item = &str> {
        self.edges.get(id).into_iter().flatten().map(String::as_str)
    }

    fn broken_layers(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for member in &self.members {
            let name = self.name(member);
            let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == name) else {
                wrong.push(format!("`{name}` has no place in LAYERS of xtask/src/deps.rs; give it one"));
                continue;
            };
            for used in self.uses(member) {
                let library = self.name(used);
                if self.members.contains(used) && !allowed.contains(&library) {
                    wrong.push(format!("`{name}` must not depend on `{library}`: arrows point down only"));
                }
                let keepers = KEPT
                    .iter()
                    .find(|(kept, _)| library == *kept || kept.ends_with('-') && library.starts_with(kept));
                if let Some((_, keepers)) = keepers.filter(|(_, keepers)| !keepers.contains(&name)) {
                    wrong.push(format!(
                        "`{name}` must not depend on `{library}`: only {} may",
                        keepers.join(", ")
                    ));
                }
            }
        }
        wrong
    }

    /// Paths from a pure crate to an impure library, each told by its last two links.
    fn impure(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for member in self.members.iter().filter(|id| PURE.contains(&self.name(id))) {
            let (mut seen, mut waiting) = (BTreeSet::from([member.as_str()]), vec![member.as_str()]);
            while let Some(id) = waiting.pop() {
                for used in self.uses(id) {
                    if IMPURE.contains(&self.name(used)) {
                        wrong.push(format!(
                            "`{}` must stay pure, but reaches `{}` by `{}`",
                            self.name(member),
                            self.name(used),
                            self.name(id)
                        ));
                    } else if seen.insert(used) {
                        waiting.push(used);
                    }
                }
            }
        }
        wrong
    }
}

/// Packages whose licence is not on the list, tools of the tests and of builds included.
fn unlicensed(metadata: &Value) -> Vec<String> {
    let packages = metadata.get("packages").and_then(Value::as_array).into_iter().flatten();
    let text =
        |package: &Value, key: &str| package.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let refused = packages.filter(|package| !licence::is_allowed(&text(package, "license")));
    refused
        .map(|p| {
            format!(
                "`{}` {} has the licence `{}`, which is not allowed",
                text(p, "name"),
                text(p, "version"),
                text(p, "license")
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn workspace(edges: &[(&str, &str, Value)]) -> Graph {
        let mut ids: BTreeSet<&str> = edges.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
        ids.extend(["web", "store"]);
        let packages: Vec<Value> = ids.iter().map(|id| json!({ "id": id, "name": id })).collect();
        let nodes: Vec<Value> = ids
            .iter()
            .map(|id| {
                let used = edges.iter().filter(|(from, ..)| from == id);
                let deps: Vec<Value> =
                    used.map(|(_, to, kind)| json!({ "pkg": to, "dep_kinds": [{ "kind": kind }] })).collect();
                json!({ "id": id, "deps": deps })
            })
            .collect();
        let members: Vec<&&str> =
            ids.iter().filter(|id| LAYERS.iter().any(|(layer, _)| layer == *id)).collect();
        Graph::read(
            &json!({ "packages": packages, "workspace_members": members, "resolve": { "nodes": nodes } }),
        )
        .unwrap()
    }

    #[test]
    fn pages_must_not_know_the_database_except_in_tests() {
        assert_eq!(workspace(&[("web", "store", Value::Null)]).broken_layers().len(), 1);
        assert!(workspace(&[("web", "store", json!("dev"))]).broken_layers().is_empty());
        assert!(workspace(&[("app", "store", Value::Null)]).broken_layers().is_empty());
    }

    #[test]
    fn only_the_policy_crate_names_cedar() {
        assert_eq!(workspace(&[("app", "cedar-policy", Value::Null)]).broken_layers().len(), 1);
        assert!(workspace(&[("policy", "cedar-policy", Value::Null)]).broken_layers().is_empty());
    }

    #[test]
    fn a_pure_crate_must_not_reach_a_runtime_through_another_library() {
        let graph = workspace(&[("packs", "parser", Value::Null), ("parser", "tokio", Value::Null)]);
        assert_eq!(graph.impure(), ["`packs` must stay pure, but reaches `tokio` by `parser`"]);
    }

    #[test]
    fn licences_are_read_from_the_metadata() {
        let metadata = json!({ "packages": [{ "name": "a", "version": "1.0.0", "license": "GPL-3.0" }, { "name": "b", "license": "MIT" }] });
        assert_eq!(unlicensed(&metadata), ["`a` 1.0.0 has the licence `GPL-3.0`, which is not allowed"]);
    }
}
