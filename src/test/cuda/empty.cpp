// libcublasLt and libnvrtc-builtins: others need them, nobody calls them.
