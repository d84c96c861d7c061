"""The park's boundary on its page: the map, the corners beside it, drawings in and out."""
