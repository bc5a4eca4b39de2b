"""What has become of what was planned: readings, change, effect?"""
