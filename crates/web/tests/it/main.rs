//! The site as a browser meets it: HTTP in, pages out.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod account;
mod case;
<<<<<<< Updated upstream
=======
mod clock;
>>>>>>> Stashed changes
mod cover;
mod coverage;
mod defence;
mod figures;
mod form;
mod frame;
mod home;
mod ledger;
mod locale;
mod markup;
mod member;
mod referral;
mod signin;
mod site;
