"""The code that counts references to arrays, lists and dicts: once per module."""

from __future__ import annotations

RETAIN = """define internal void @retain(ptr %owner) alwaysinline {
  %none = icmp eq ptr %owner, null
  br i1 %none, label %done, label %count
count:
  %before = load i64, ptr %owner
  %after = add i64 %before, 1
  store i64 %after, ptr %owner
  br label %done
done:
  ret void
}"""
RELEASE = "declare void @noodle_release(ptr, ptr)"
RELEASE_LIST = """define internal void @list.release.1(ptr %ctx, ptr %list) {
  %none = icmp eq ptr %list, null
  br i1 %none, label %done, label %count
count:
  %left = load i64, ptr %list
  %last = icmp eq i64 %left, 1
  br i1 %last, label %items, label %handle
items:
  %at = getelementptr i64, ptr %list, i64 11
  %owner = load ptr, ptr %at
  call void @noodle_release(ptr %ctx, ptr %owner)
  br label %handle
handle:
  call void @noodle_release(ptr %ctx, ptr %list)
  br label %done
done:
  ret void
}"""
"""A list's handle is a block (see `nbc.native.lower.lists`); the items' block goes with it."""
RELEASE_LISTS = """define internal void @list.release.LEVEL(ptr %ctx, ptr %list) {
  %none = icmp eq ptr %list, null
  br i1 %none, label %done, label %count
count:
  %left = load i64, ptr %list
  %last = icmp eq i64 %left, 1
  br i1 %last, label %items, label %handle
items:
  %at = getelementptr i64, ptr %list, i64 8
  %data = load ptr, ptr %at
  %size.at = getelementptr i64, ptr %list, i64 9
  %size = load i64, ptr %size.at
  br label %head
head:
  %i = phi i64 [ 0, %items ], [ %next, %each ]
  %more = icmp slt i64 %i, %size
  br i1 %more, label %each, label %handle
each:
  %place = getelementptr ptr, ptr %data, i64 %i
  %item = load ptr, ptr %place
  call void @list.release.LOWER(ptr %ctx, ptr %item)
  %next = add i64 %i, 1
  br label %head
handle:
  call void @list.release.1(ptr %ctx, ptr %list)
  br label %done
done:
  ret void
}"""
