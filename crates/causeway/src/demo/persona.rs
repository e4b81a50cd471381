//! The sign-in of each persona, printed and written down for browser tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use extract::world::World;
use serde::{Deserialize, Serialize};

use super::people::People;
use super::summary::Summary;

/// Where the addresses and sign-ins stand.
pub(crate) fn told_path(data: &Path) -> PathBuf {
    data.join("demo.json")
}

/// The password and the second factor's secret of a persona: the same on every machine, so that nobody takes them for
/// real ones.
pub(crate) fn sign_in_of(persona: &str) -> (String, [u8; 20]) {
    let password = format!("training copy {}", persona.replace('.', " "));
    let mut secret = [0; 20];
    for (place, byte) in secret.iter_mut().zip(persona.bytes().cycle()) {
        *place = byte;
    }
    (password, secret)
}

/// What the demonstration tells.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Told {
    base: String,
    personas: Vec<ToldPersona>,
    cases: Vec<ToldCase>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ToldPersona {
    key: String,
    name: String,
    login: String,
    password: String,
    totp_secret: String,
    agency: String,
    agency_kind: String,
    roles: Vec<String>,
    language: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct ToldCase {
    key: String,
    id: String,
    number: String,
}

impl Told {
    /// Writes down what the demonstration tells. Its presence says that the store was filled to the end.
    pub(crate) fn write(
        data: &Path,
        world: &World,
        people: &People,
        summary: &Summary,
    ) -> anyhow::Result<()> {
        let personas = world.personas.iter().map(|persona| {
            let (password, secret) = sign_in_of(&persona.id);
            let agency = world.organisation(&persona.agency);
            Ok(ToldPersona {
                key: persona.id.clone(),
                name: persona.name.clone(),
                login: persona.id.clone(),
                password,
                totp_secret: crypto::otp::OtpSecret::from_bytes(&secret)?.to_text().to_string(),
                agency: agency.map(|agency| agency.name.en.clone()).unwrap_or_default(),
                agency_kind: people.agency_kind(&persona.agency)?.code().to_owned(),
                roles: persona.roles.iter().map(|role| role.code().to_owned()).collect(),
                language: persona.language.clone(),
            })
        });
        let told = Self {
            base: String::new(),
            personas: personas.collect::<anyhow::Result<_>>()?,
            cases: summary
                .cases
                .iter()
                .map(|(key, id, number)| ToldCase {
                    key: key.clone(),
                    id: id.to_string(),
                    number: number.clone(),
                })
                .collect(),
        };
        let text = serde_json::to_string_pretty(&told)?;
        fs::write(told_path(data), text)
            .with_context(|| format!("{} cannot be written", told_path(data).display()))
    }

    /// What an earlier or this demonstration told, with the address of this start.
    pub(crate) fn read(data: &Path, port: u16) -> anyhow::Result<Self> {
        let path = told_path(data);
        let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let mut told: Self =
            serde_json::from_str(&text).with_context(|| format!("{} is damaged", path.display()))?;
        told.base = format!("http://127.0.0.1:{port}");
        fs::write(&path, serde_json::to_string_pretty(&told)?)?;
        Ok(told)
    }

    pub(crate) fn print(&self) {
        println!();
        println!("Open {}/en/ or {}/fr/", self.base, self.base);
        println!("Refer a young person, without an account: {}/en/refer", self.base);
        println!();
        println!("{:<18} {:<34} who", "sign-in", "password");
        for persona in &self.personas {
            println!("{:<18} {:<34} {}, {}", persona.login, persona.password, persona.name, persona.agency);
        }
        println!();
        let program =
            std::env::current_exe().map_or_else(|_| "causeway".into(), |path| path.display().to_string());
        println!(
            "The one-time code that sign-in asks for, for example of the first: `{program} code {}`.",
            self.first()
        );
        println!(
            "It works once and for half a minute. Or give an authenticator app the secret in demo.json. Ctrl-C ends."
        );
    }

    fn first(&self) -> &str {
        self.personas.first().map_or("SIGN-IN", |persona| &persona.login)
    }
}
