//! A list written by someone who wants the report to do something.

use insta::assert_snapshot;

use super::*;
