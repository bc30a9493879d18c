//! The sentences at the end of a report.
