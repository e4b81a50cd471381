//! Values that go into messages.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

/// A value that a message can take: text or a number.
pub trait Argument {
    /// As fluent holds it.
    fn into_fluent(self) -> FluentValue<'static>;
}

impl<T: Argument + Clone> Argument for &T {
    fn into_fluent(self) -> FluentValue<'static> {
        self.clone().into_fluent()
    }
}

impl Argument for &str {
    fn into_fluent(self) -> FluentValue<'static> {
        FluentValue::String(self.to_owned().into())
    }
}

impl Argument for String {
    fn into_fluent(self) -> FluentValue<'static> {
        FluentValue::String(self.into())
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Argument for $kind {
            fn into_fluent(self) -> FluentValue<'static> {
                FluentValue::from(self)
            }
        }
    )*};
}
numbers!(u8, i8, u16, i16, u32, i32, u64, i64, usize, isize, f32, f64);

/// Named values for a message.
pub trait Arguments {
    /// As fluent holds them.
    fn into_fluent(self) -> FluentArgs<'static>;
}

impl<V: Argument, const N: usize> Arguments for [(&'static str, V); N] {
    fn into_fluent(self) -> FluentArgs<'static> {
        let mut args = FluentArgs::new();
        for (name, value) in self {
            args.set(name, value.into_fluent());
        }
        args
    }
}

impl<V: Argument + Clone, const N: usize> Arguments for &[(&'static str, V); N] {
    fn into_fluent(self) -> FluentArgs<'static> {
        self.clone().into_fluent()
    }
}

/// Values gathered beforehand, for errors and other messages that are shown later.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values(Vec<(Cow<'static, str>, FluentValue<'static>)>);

impl Values {
    /// No values.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Adds one.
    #[must_use]
    pub fn and(mut self, name: impl Into<Cow<'static, str>>, value: impl Argument) -> Self {
        self.0.push((name.into(), value.into_fluent()));
        self
    }
}

impl Arguments for &Values {
    fn into_fluent(self) -> FluentArgs<'static> {
        let mut args = FluentArgs::new();
        for (name, value) in &self.0 {
            args.set(name.clone(), value.clone());
        }
        args
    }
}

impl Arguments for Values {
    fn into_fluent(self) -> FluentArgs<'static> {
        (&self).into_fluent()
    }
}

macro_rules! tuples {
    ($($name:ident $at:tt),*) => {
        impl<$($name: Argument),*> Arguments for ($((&'static str, $name)),*,) {
            fn into_fluent(self) -> FluentArgs<'static> {
                let mut args = FluentArgs::new();
                $(args.set(self.$at.0, self.$at.1.into_fluent());)*
                args
            }
        }
        impl<$($name: Argument + Clone),*> Arguments for &($((&'static str, $name)),*,) {
            fn into_fluent(self) -> FluentArgs<'static> {
                self.clone().into_fluent()
            }
        }
    };
}
tuples!(A 0);
tuples!(A 0, B 1);
tuples!(A 0, B 1, C 2);
tuples!(A 0, B 1, C 2, D 3);
tuples!(A 0, B 1, C 2, D 3, E 4);
tuples!(A 0, B 1, C 2, D 3, E 4, F 5);
