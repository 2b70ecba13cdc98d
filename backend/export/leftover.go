package export

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/trailbook/trailbook/backend/store"
)

// foldersSetting lists the folders in which exports are at work.
const foldersSetting = "exportFolders"

// Announce remembers in the cache where an export to path is about to be made,
// so that SweepAll finds what a killed one leaves.
func Announce(ctx context.Context, cache *store.Store, path string) error {
	folder, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return Explain(ctx, path, err)
	}
	var folders []string
	if err := cache.Setting(ctx, foldersSetting, &folders); err != nil {
		return err
	}
	if slices.Contains(folders, folder) {
		return nil
	}
	return cache.KeepSetting(ctx, foldersSetting, append(folders, folder))
}

// SweepAll removes what killed exports left, wherever one was announced. What
// cannot be removed now stays to be removed later; that is no error.
func SweepAll(ctx context.Context, cache *store.Store) error {
	var folders []string
	if err := cache.Setting(ctx, foldersSetting, &folders); err != nil || len(folders) == 0 {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(folders), func(folder string) bool {
		_, _ = Sweep(folder)
		left, err := filepath.Glob(filepath.Join(globQuoted(folder), privatePattern))
		return err == nil && len(left) == 0
	})
	if len(kept) == len(folders) {
		return nil
	}
	return cache.KeepSetting(ctx, foldersSetting, kept)
}
