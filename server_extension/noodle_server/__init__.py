"""The Jupyter server extension: a place kept, with nothing in it yet.

The REST and WebSocket API, jobs and storage will live here. It will import `nbc` and `ahr`, and
never `noodle_kernel`.
"""
