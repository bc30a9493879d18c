//! Handles: numbers for the elements of one collection, which the compiler does not accept for another collection.
//! Must not know the elements.

use std::{
    marker::PhantomData,
    ops::{Deref, Index, IndexMut, Range},
};

/// The number of an element of an [`Arena`].
pub trait Handle: Copy {
    /// The handle of the element at an index.
    fn new(index: usize) -> Self;

    /// The index of the element.
    fn index(self) -> usize;

    /// The number of steps from one element to another.
    fn distance(self, other: Self) -> usize {
        self.index().abs_diff(other.index())
    }

    /// True for the element right after another one.
    fn follows(self, other: Self) -> bool {
        self.index() == other.index() + 1
    }
}

/// Defines a handle of four bytes.
macro_rules! handle {
    ($(#[$doc:meta])* $vis:vis struct $name:ident;) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        $vis struct $name(u32);

        impl $crate::handle::Handle for $name {
            fn new(index: usize) -> Self {
                // A file has at most 64 MiB, so it has fewer elements of any kind.
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}
pub(crate) use handle;

/// A sequence whose elements have handles of the type `H`. Without handles it can be read like a slice.
#[derive(Clone, Debug)]
pub struct Arena<H, T> {
    elements: Vec<T>,
    handles: PhantomData<H>,
}

impl<H: Handle, T> Arena<H, T> {
    /// Adds an element and returns its handle.
    pub fn push(&mut self, element: T) -> H {
        self.elements.push(element);
        H::new(self.elements.len() - 1)
    }

    /// The elements without handles.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.elements
    }

    /// The elements with their handles.
    #[must_use]
    pub fn enumerated(&self) -> impl DoubleEndedIterator<Item = (H, &T)> + Clone {
        self.enumerated_in(0..self.elements.len())
    }

    /// The elements at these indices with their handles.
    #[must_use]
    pub fn enumerated_in(&self, indices: Range<usize>) -> impl DoubleEndedIterator<Item = (H, &T)> + Clone {
        indices.map(|index| (H::new(index), &self.elements[index]))
    }

    /// The elements before one, in their order.
    #[must_use]
    pub fn before(&self, handle: H) -> &[T] {
        &self.elements[..handle.index()]
    }

    /// The elements after one.
    #[must_use]
    pub fn after(&self, handle: H) -> &[T] {
        &self.elements[handle.index() + 1..]
    }

    /// The last element for which a condition is true, if it is true for the first elements only.
    pub fn last_where(&self, is_true: impl FnMut(&T) -> bool) -> Option<H> {
        // A binary search, because elements are often looked up by place, and lists have up to 100,000 links.
        self.elements.partition_point(is_true).checked_sub(1).map(H::new)
    }

    /// The element with this handle, to change it.
    pub fn get_mut(&mut self, handle: H) -> &mut T {
        &mut self.elements[handle.index()]
    }
}

// By hand, because a derived default would need a default handle and element.
impl<H, T> Default for Arena<H, T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<H, T> From<Vec<T>> for Arena<H, T> {
    fn from(elements: Vec<T>) -> Self {
        Self {
            elements,
            handles: PhantomData,
        }
    }
}

impl<H, T> FromIterator<T> for Arena<H, T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Vec::from_iter(elements).into()
    }
}

// Most loops need no handles. An index into the slice does not compile, because `Index` below is found first.
impl<H, T> Deref for Arena<H, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.elements
    }
}

impl<H: Handle, T> Index<H> for Arena<H, T> {
    type Output = T;

    fn index(&self, handle: H) -> &T {
        &self.elements[handle.index()]
    }
}

impl<H: Handle, T> IndexMut<H> for Arena<H, T> {
    fn index_mut(&mut self, handle: H) -> &mut T {
        &mut self.elements[handle.index()]
    }
}

impl<'a, H, T> IntoIterator for &'a Arena<H, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    handle! {
        /// A word.
        struct WordId;
    }

    #[test]
    fn elements_are_found_by_their_handles() {
        let mut words: Arena<WordId, &str> = ["a", "bb"].into_iter().collect();
        let last = words.push("cccc");
        assert_eq!(words[last], "cccc");
        assert_eq!(
            (words.before(last), words.after(last)),
            (&["a", "bb"][..], &[][..])
        );
        let [first, second] = [WordId(0), WordId(1)];
        assert!(second.follows(first) && !first.follows(second) && !last.follows(first));
        assert_eq!((first.distance(last), last.distance(first)), (2, 2));
        let names: Vec<_> = words.enumerated_in(1..3).collect();
        assert_eq!(names, [(WordId(1), &"bb"), (last, &"cccc")]);
        assert_eq!(words.last_where(|word| word.len() < 3), Some(WordId(1)));
        assert_eq!(words.last_where(|word| word.is_empty()), None);
    }
}
