//! How a route is proved: who may call it, who may not, what the ledger learns of it. Each page's test file gives the
//! covers of its routes; `coverage.rs` fails when a route has none, and puts each to the test.

use std::future::Future;
use std::pin::Pin;

use crate::site::{Browser, Site};

/// What a scene is prepared by.
pub type Prepared<'a> = Pin<Box<dyn Future<Output = Scene<'a>> + 'a>>;

/// The proof of one route.
pub struct Cover {
    /// Its name in the table of routes.
    pub route: &'static str,
    /// The member of the cast who may; none for a visitor.
    pub by: Option<&'static str>,
    /// Members of the cast who may not: they get what they would get if it did not exist, and the refusal is recorded.
    pub refused: &'static [&'static str],
    /// Why nobody who may call it is refused what is behind it.
    pub everyone: &'static str,
    /// The action that the ledger learns of.
    pub action: &'static str,
    /// What is prepared.
    pub scene: for<'a> fn(&'a Site) -> Prepared<'a>,
}

/// What a route is called with.
pub struct Scene<'a> {
    /// The address below the language.
    pub path: String,
    /// The same address for something that does not exist; none where the address names nothing.
    pub absent: Option<String>,
    /// The fields of the form.
    pub fields: Vec<(&'static str, String)>,
    /// Name and content of the file that is sent with the fields; then the body is an upload.
    pub file: Option<(&'static str, &'static [u8])>,
    /// The browser to use instead of one in which [`Cover::by`] is signed in.
    pub browser: Option<Browser<'a>>,
}

impl Scene<'_> {
    /// An address that names nothing, without a form.
    pub fn at(path: impl Into<String>) -> Self {
        Self { path: path.into(), absent: None, fields: Vec::new(), file: None, browser: None }
    }

    /// With the address of something that does not exist.
    pub fn absent(mut self, path: impl Into<String>) -> Self {
        self.absent = Some(path.into());
        self
    }

    /// With a file.
    pub fn file(mut self, name: &'static str, content: &'static [u8]) -> Self {
        self.file = Some((name, content));
        self
    }

    /// With a field of the form.
    pub fn field(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields.push((name, value.into()));
        self
    }
}

impl<'a> Scene<'a> {
    /// In this browser.
    pub fn browser(mut self, browser: Browser<'a>) -> Self {
        self.browser = Some(browser);
        self
    }

    /// As a scene returns it when there is nothing to wait for.
    pub fn ready(self) -> Prepared<'a> {
        Box::pin(std::future::ready(self))
    }
}

impl Cover {
    /// A route that a visitor may call.
    pub fn visitor(
        route: &'static str,
        action: &'static str,
        scene: for<'a> fn(&'a Site) -> Prepared<'a>,
    ) -> Self {
        Self { route, by: None, refused: &[], everyone: "the page is public", action, scene }
    }

    /// A route behind which some members are refused.
    pub fn member(
        route: &'static str,
        by: &'static str,
        refused: &'static [&'static str],
        action: &'static str,
        scene: for<'a> fn(&'a Site) -> Prepared<'a>,
    ) -> Self {
        Self { route, by: Some(by), refused, everyone: "", action, scene }
    }

    /// A route that gives every member what is theirs, and why that is right.
    pub fn everyone(
        route: &'static str,
        by: &'static str,
        why: &'static str,
        action: &'static str,
        scene: for<'a> fn(&'a Site) -> Prepared<'a>,
    ) -> Self {
        Self { route, by: Some(by), refused: &[], everyone: why, action, scene }
    }
}
