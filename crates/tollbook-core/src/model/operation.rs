//! Operations: what incidents are counted under.

use jiff::civil::Date;

use super::colour::Colour;
use super::id::OperationId;
use super::record::record;

record! {
    /// A named operation.
    pub struct Operation: OperationId, table "operation" {
        /// Its name.
        pub name: String,
        /// Other names for it, and other spellings.
        pub aliases: Vec<String>,
        /// Its first day.
        pub begins: Option<Date>,
        /// Its last day; blank is still going on, or not known.
        pub ends: Option<Date>,
        /// Where: names of countries, or of the project's areas.
        pub area: Vec<String>,
        /// The operation that it took over from.
        pub follows: Option<OperationId>,
        /// Its colour in the chart.
        pub colour: Colour,
    }
}

impl Operation {
    /// Every name under which the operation is known, its own first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}
