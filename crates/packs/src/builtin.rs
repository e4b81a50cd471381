//! The packs that are compiled into the program. A test compares this list with the folder.

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../packs/", $name)))),*]
    };
}

/// File name below `packs/`, and text.
pub(crate) const FILES: &[(&str, &str)] = files![
    "calendar/ontario.toml",
    "codes/access.toml",
    "codes/agency.toml",
    "codes/consent.toml",
    "codes/directory.toml",
    "codes/htcds.toml",
    "codes/referral.toml",
    "codes/service-referral.toml",
    "indicator/dashboard.toml",
    "law/duty-to-report.toml",
    "law/publication-bans.toml",
    "law/records-protection.toml",
    "law/youth-records.toml",
    "programme/account.toml",
    "programme/document.toml",
    "programme/joint-case.toml",
    "programme/matching.toml",
    "programme/oversight.toml",
    "programme/referral.toml",
    "programme/service-referral.toml",
];
