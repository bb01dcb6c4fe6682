//go:build !linux

package supervise

import "syscall"

// attributes cannot tie a child's life to the supervisor's here; what a killed
// supervisor leaves behind is found by its records at the next start.
func attributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
