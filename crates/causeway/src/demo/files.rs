//! The data that the demonstration loads: part of the binary, so that it runs anywhere.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow};
use extract::world::Files;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../data"]
#[include = "directory/ontario-example.json"]
#[include = "linkage/febrl/*.csv"]
#[include = "mapping/*.toml"]
#[include = "organisations/organisations.toml"]
#[include = "world/*.toml"]
#[include = "world/holdings/*.csv"]
struct Embedded;

/// The files by their path below `data/`.
pub(crate) struct Data(BTreeMap<String, Cow<'static, [u8]>>);

impl Data {
    pub(crate) fn embedded() -> Self {
        Self(
            Embedded::iter()
                .filter_map(|path| Some((path.to_string(), Embedded::get(&path)?.data)))
                .collect(),
        )
    }

    /// A file.
    pub(crate) fn bytes(&self, path: &str) -> anyhow::Result<&[u8]> {
        let file = self.0.get(path).map(AsRef::as_ref);
        file.ok_or_else(|| {
            anyhow!("the binary was built without data/{path}; build it from a whole checkout")
        })
    }

    /// A text file.
    pub(crate) fn text(&self, path: &str) -> anyhow::Result<&str> {
        std::str::from_utf8(self.bytes(path)?).with_context(|| format!("data/{path} is not UTF-8"))
    }

    /// The agencies that have a file of invented holdings, with its bytes.
    pub(crate) fn holdings(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().filter_map(|(path, bytes)| {
            let agency = path.strip_prefix("world/holdings/")?.strip_suffix(".csv")?;
            Some((agency, bytes.as_ref()))
        })
    }

    /// The files of the invented world.
    pub(crate) fn world(&self) -> anyhow::Result<Files<'_>> {
        Ok(Files {
            organisations: self.text("organisations/organisations.toml")?,
            personas: self.text("world/personas.toml")?,
            people: self.text("world/people.toml")?,
            walk: self.text("world/walk.toml")?,
            mapping: self.text("mapping/world.toml")?,
            holdings: self.holdings().collect(),
        })
    }
}
