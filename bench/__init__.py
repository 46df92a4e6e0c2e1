"""What ``./dev bench`` measures. Each stands beside a peer in the same run: ratios travel, seconds do not."""
