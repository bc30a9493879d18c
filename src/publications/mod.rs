//! The venue and year of published papers, known offline. Must not judge, and must not know lists.

mod author;
pub mod build;
mod format;
mod index;
mod known;
mod preprint;
mod writer;

pub use author::{AuthorMark, marks};
pub use format::{Damage, Source, is_index};
pub use index::{Bytes, Edition, Index, Published};
pub use known::Publications;
pub use preprint::arxiv_number;
pub use writer::{Paper, TooLarge, Writer};
