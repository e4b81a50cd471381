//! The second factor of a persona of the demonstration, for who has no authenticator at hand.

use std::process::ExitCode;

use anyhow::Context as _;
use crypto::OtpSecret;
use jiff::Timestamp;

use crate::demo::sign_in_of;

/// Options of `code`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The sign-in name, such as `ama.placeholder`.
    #[arg(value_name = "SIGN-IN")]
    login: String,
}

/// Prints the code of this half minute. A code works once; the next one comes with the next half minute.
pub(crate) fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let (_, secret) = sign_in_of(&options.login);
    let now = u64::try_from(Timestamp::now().as_second()).context("the clock stands before 1970")?;
    println!("{}", OtpSecret::from_bytes(&secret)?.code(now)?.as_str());
    Ok(ExitCode::SUCCESS)
}
