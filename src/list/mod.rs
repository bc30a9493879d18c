//! What the file means as a list of papers: roles of columns, entries, venues, and the list's own conventions.
//! Must not judge, and must not know how a file is parsed.

pub mod alike;
mod column;
mod conventions;
mod date;
mod entry;
pub mod evidence;
mod forms;
mod host;
mod index;
mod items;
mod kind;
mod links;
mod mention;
mod papers;
mod phrase;
mod prose;
mod reading;
mod registry;
mod rows;
mod spelling;
mod venue;

pub use conventions::Conventions;
pub use date::{Date, DateForm, Part, read_date};
pub use entry::{Column, Entry, EntryId, EntryLink, Field, Place, VenueCell};
pub use forms::{Convention, Forms, Sample, Tally};
pub use index::{Index, Target, TargetId, Use, beginning};
pub use kind::{CellKind, UsualKinds};
pub use mention::find as find_venues;
pub use papers::List;
pub use reading::Reading;
pub use registry::{Cadence, Former, Venue, VenueRegistry};
pub use spelling::{Spelling, Spellings, letters, sorted_letters};
pub use venue::{Join, VenueStyle, VenueText, is_placeholder, read as read_venue};
