//! The site as a browser meets it: HTTP in, pages out.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

mod account;
mod badinput;
mod barrier;
mod breakglass;
mod case;
mod clock;
mod consent;
mod cover;
mod coverage;
mod defence;
mod document;
mod export;
mod figures;
mod form;
mod frame;
mod home;
mod import;
mod ledger;
mod locale;
mod markup;
mod matching;
mod member;
mod near;
mod proof;
mod record;
mod referral;
mod search;
mod service;
mod service_map;
mod service_referral;
mod signin;
mod site;
mod who_looked;
