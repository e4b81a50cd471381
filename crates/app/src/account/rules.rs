//! The numbers of the account pack.

use crate::{App, Error, Result};

/// How long sessions last and how guessing is slowed down, from the packs in force. Times in seconds.
#[derive(Debug, Clone)]
pub(crate) struct AccountRules {
    pub(crate) idle: i64,
    pub(crate) length: i64,
    pub(crate) form_valid: i64,
    pub(crate) set_up_valid: i64,
    pub(crate) set_up_time: i64,
    pub(crate) password_shortest: usize,
    pub(crate) try_window: i64,
    pub(crate) one_name: Slowing,
    pub(crate) everywhere: Slowing,
}

/// How failures slow further tries down: so many are free, then each doubles the wait up to the longest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slowing {
    pub(crate) free: i64,
    pub(crate) first: i64,
    pub(crate) longest: i64,
}

impl AccountRules {
    /// The rules in force now.
    pub(crate) fn of(app: &App) -> Result<Self> {
        let rules = app.rules_at(app.now());
        let missing = |id: &str| Error::Broken(format!("the packs hold no setting `{id}` in force"));
        let setting = |id: &str| rules.setting(id).ok_or_else(|| missing(id));
        let seconds = |id: &str| setting(id)?.seconds().ok_or_else(|| missing(id));
        let number = |id: &str| setting(id)?.number.ok_or_else(|| missing(id));
        Ok(Self {
            idle: seconds("session-idle")?,
            length: seconds("session-length")?,
            form_valid: seconds("form-valid")?,
            set_up_valid: seconds("set-up-code-valid")?,
            set_up_time: seconds("set-up-time")?,
            password_shortest: usize::try_from(number("password-shortest")?).unwrap_or(usize::MAX),
            try_window: seconds("try-window")?,
            one_name: Slowing {
                free: number("try-free")?.into(),
                first: seconds("try-wait")?,
                longest: seconds("try-wait-longest")?,
            },
            everywhere: Slowing {
                free: number("try-free-everywhere")?.into(),
                first: seconds("try-wait-everywhere")?,
                longest: seconds("try-wait-longest-everywhere")?,
            },
        })
    }
}
