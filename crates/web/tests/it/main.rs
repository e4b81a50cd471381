//! The site as a browser meets it: HTTP in, pages out.

mod barrier;
mod breakglass;
mod case;
mod defence;
mod document;
mod form;
mod frame;
mod locale;
mod markup;
mod referral;
mod signin;
mod site;
